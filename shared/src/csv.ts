/** What a spreadsheet would run instead of showing: such a cell begins with an apostrophe, which it shows as text. */
const RUNS = /^[=+\-@\t\r]/

const cellOf = (value: string | number | null) => {
  if (typeof value === 'number') return String(value)
  const text = value ?? ''
  const safe = RUNS.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

/** A table as CSV that Excel opens rightly: with a byte order mark, Windows line ends, and nothing that it would run. */
export const toCsv = (rows: readonly (readonly (string | number | null)[])[]) =>
  `\ufeff${rows.map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`
