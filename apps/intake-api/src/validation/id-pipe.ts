import type { PipeTransform } from '@nestjs/common';
import { notFound } from '../problems/problem';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Takes a UUID from the path. A text that is no UUID is nobody's id: `404`, as for an id that does not exist. */
export class IdPipe implements PipeTransform<string, string> {
  constructor(readonly what: string) {}

  transform(value: string): string {
    const id = value.toLowerCase();
    if (!UUID.test(id)) throw notFound(this.what, value);
    return id;
  }
}
