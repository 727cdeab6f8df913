/** One choice out of a few, all of them in view. */
export function Segmented<T extends string | undefined>({
  label,
  options,
  chosen,
  words,
  choose,
}: {
  label: string;
  options: readonly T[];
  chosen: T;
  words: (option: T) => string;
  choose: (option: T) => void;
}) {
  return (
    <div className="segmented" role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option ?? ''}
          type="button"
          aria-pressed={chosen === option}
          onClick={() => choose(option)}
        >
          {words(option)}
        </button>
      ))}
    </div>
  );
}
