/** 1 station, 2 stations */
export function counted(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** A list of what is missing with one "and": no volume, no lengths and no freeways. */
export function listed(reason: string): string {
  const parts = reason.split(' and no ');
  const last = parts.pop() ?? '';
  return parts.length ? `${parts.join(', no ')} and no ${last}` : last;
}

/** A reason under a heading that already says that something is not available. */
export function reasonAlone(reason: string): string {
  const bare = listed(reason.replace(/^not available: /i, ''));
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}
