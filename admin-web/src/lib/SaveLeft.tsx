import { Button } from 'antd'
import { leftTable, type Left } from '../kit/import/LeftRows'
import { saveFile } from './saveFile'

/** Saves the rows that an import left out as a file; nothing where every row was imported. */
export function SaveLeft({
  fileName,
  headings,
  left,
}: {
  fileName: string
  headings: readonly string[]
  left: readonly Left[]
}) {
  if (left.length === 0) return null
  const save = () => saveFile(`没导入的行-${fileName.replace(/\.\w+$/, '')}.csv`, leftTable(headings, left))
  return <Button onClick={save}>下载没导入的行</Button>
}
