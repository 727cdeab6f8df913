import { useState, type ReactNode } from 'react';
import { Scroll } from './Scroll';

/** The numbers behind a picture, for those who read tables; made when somebody opens it. */
export function TableBehind({
  summary,
  caption,
  heads,
  rows,
}: {
  summary: string;
  caption: string;
  heads: readonly string[];
  rows: () => readonly { name: ReactNode; title?: string; cells: readonly string[] }[];
}) {
  const [open, setOpen] = useState(false);
  return (
    <details className="behind" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {open && (
        <Scroll label={caption}>
          <table className="dense">
            <caption className="visually-hidden">{caption}</caption>
            <thead>
              <tr>
                {heads.map((head, i) => (
                  <th key={head} scope="col" {...(i > 0 ? { className: 'num' } : {})}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows().map(({ name, title, cells }, row) => (
                <tr key={row}>
                  <th scope="row" title={title}>
                    {name}
                  </th>
                  {cells.map((cell, i) => (
                    <td key={i} className="num">
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </details>
  );
}
