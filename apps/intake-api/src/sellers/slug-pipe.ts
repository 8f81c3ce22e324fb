import type { PipeTransform } from '@nestjs/common';
import { notFound } from '../problems/problem';
import { SLUG } from './seller-bodies';

/** Takes a slug from the path. A text that is no slug is nobody's id: `404`, as for an id that does not exist. */
export class SlugPipe implements PipeTransform<string, string> {
  constructor(private readonly what: string) {}

  transform(value: string): string {
    if (!SLUG.test(value)) throw notFound(this.what, value);
    return value;
  }
}
