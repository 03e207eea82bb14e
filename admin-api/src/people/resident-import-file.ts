import { keptCells } from '@yike/shared/people/resident-import'
import { readTableFile, type FileTable } from '../files/table-file'

/** Reads a list of residents from CSV or Excel. Identity card numbers do not leave this function. */
export async function readResidentFile(bytes: Buffer): Promise<FileTable> {
  const { rows, ...table } = await readTableFile(bytes, { row: '一位', kinds: 'Excel（.xlsx）或 CSV' })
  return { ...table, headings: keptCells(table.headings), rows: rows.map(keptCells) }
}
