import { undoImport } from '@yike/shared/directory/endpoints'
import type { PlaceImport } from '@yike/shared/directory/upkeep-schemas'
import { Button } from 'antd'
import { Link } from 'react-router'
import { ImportOutcome, isMoving } from '../kit/import/ImportOutcome'
import { LeftRows } from '../kit/import/LeftRows'
import { tie } from '../kit/show/text'
import { SaveLeft } from '../lib/SaveLeft'
import { useWrite } from '../lib/query'

const wordsOf = ({ counts: { created, merged, undone, kept } }: PlaceImport) => ({
  writing: '正在写，关掉这一页也会写完。',
  undoing: '正在撤回，关掉这一页也会撤完。',
  done: [created > 0 && `写进了 ${tie(created, '处')}`, merged > 0 && `合并了 ${tie(merged, '处')}`]
    .filter(Boolean)
    .join('，'),
  undone: `撤回了 ${tie(undone, '处')}${kept > 0 ? `，${tie(kept, '处')}后来有人改过，或者有了服务，留着没动` : ''}`,
})

export function ImportResult({ record }: { record: PlaceImport }) {
  const { mutate, error, isPending } = useWrite(undoImport)
  const warning = '新写的地点会收走，合并的改回原样。后来有人改过的不动。'
  return (
    <ImportOutcome
      record={record}
      words={wordsOf(record)}
      undo={{ warning, error, isPending, run: () => mutate({ id: record.id }) }}
      next={
        <Link to='/places?show=stale'>
          <Button type='primary'>去核对</Button>
        </Link>
      }
      tools={
        <>
          {!isMoving(record) && <SaveLeft {...record} />}
          <Link to='/places/import'>
            <Button>再导入一份</Button>
          </Link>
        </>
      }
    >
      <LeftRows left={record.left} nameColumn={record.mapping.name} />
    </ImportOutcome>
  )
}
