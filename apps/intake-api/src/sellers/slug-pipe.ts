import type { PipeTransform } from '@nestjs/common';
import { notFound } from '../problems/problem';
import { SLUG } from './seller-bodies';

/** Takes a slug from the path. What is none is nobody's id: `404`, as for one that does not exist. */
export class SlugPipe implements PipeTransform<string, string> {
  constructor(private readonly what: string) {}

  transform(value: string): string {
    if (!SLUG.test(value)) throw notFound(this.what, value);
    return value;
  }
}
