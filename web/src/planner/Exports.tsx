import { useState } from 'react';
import { downloadCsv } from '../api/client';

/** Every table of the page as CSV, from the API. */
export function Exports({ corridor, day }: { corridor: string | undefined; day: string | undefined }) {
  const [problem, setProblem] = useState<string>();
  const files: { name: string; path: string; file: string }[] = [];
  if (corridor) {
    const at = `/api/corridors/${encodeURIComponent(corridor)}`;
    files.push(
      {
        name: `${corridor}, the map${day ? ` of ${day}` : ''}`,
        path: `${at}/speeds${day ? `?day=${day}` : ''}`,
        file: `${corridor}-speeds-${day ?? 'last-day'}.csv`,
      },
      { name: `${corridor}, days and hours`, path: `${at}/days`, file: `${corridor}-days.csv` },
    );
  }
  for (const table of ['bottlenecks', 'corridors', 'reliability', 'peaks', 'segments']) {
    files.push({ name: `${table}, all`, path: `/api/planner/${table}`, file: `${table}.csv` });
  }
  const fetchFile = (path: string, file: string): void => {
    setProblem(undefined);
    downloadCsv(path, file).catch((error: unknown) =>
      setProblem(error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <details className="exports">
      <summary className="button">Export CSV</summary>
      <div className="exports-list">
        {files.map(({ name, path, file }) => (
          <button key={path} type="button" className="plain-link" onClick={() => fetchFile(path, file)}>
            {name}
          </button>
        ))}
        {problem && (
          <p className="small" role="alert">
            {problem}
          </p>
        )}
      </div>
    </details>
  );
}
