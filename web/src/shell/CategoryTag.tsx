import { LOOKS, type Category } from '../theme/palette';

/** The word on its colour. */
export function CategoryTag({ category }: { category: Category }) {
  return <span className={`category-tag is-${category.replace(/_/g, '-')}`}>{LOOKS[category].word}</span>;
}
