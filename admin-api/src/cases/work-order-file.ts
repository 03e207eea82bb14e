import { ORDER_TABLE_MAX_ROWS } from '@yike/shared/files/tables'
import { withoutIdNumbers } from '@yike/shared/people/id-numbers'
import { readTableFile, type FileTable } from '../files/table-file'

/** Headings of the numbers of orders: a number of 18 digits with a day in it looks like that of an identity card. */
const OF_ORDERS = /工单|编号|单号|受理号|标识/

/** Reads work orders from CSV or Excel. Identity card numbers do not leave this function. */
export async function readWorkOrderFile(bytes: Buffer): Promise<FileTable> {
  const { rows, ...table } = await readTableFile(bytes, {
    ...{ row: '一件工单', kinds: 'Excel（.xlsx）或 CSV', maxRows: ORDER_TABLE_MAX_ROWS },
  })
  const isNumber = table.headings.map((heading) => OF_ORDERS.test(heading) && !/内容|描述|标题|类型|来源/.test(heading))
  return {
    ...table,
    rows: rows.map((cells) => cells.map((cell, at) => (isNumber[at] ? cell : withoutIdNumbers(cell)))),
  }
}
