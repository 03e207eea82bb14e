import { undoResidentImport } from '@yike/shared/people/import-endpoints'
import type { ResidentImport } from '@yike/shared/people/import-schemas'
import { Button } from 'antd'
import { Link } from 'react-router'
import { useNow } from '../kit/hooks/useNow'
import { ImportOutcome, isMoving } from '../kit/import/ImportOutcome'
import { LeftRows } from '../kit/import/LeftRows'
import { dayAndClock, tie } from '../kit/show/text'
import { SaveLeft } from '../lib/SaveLeft'
import { useWrite } from '../lib/query'

const wordsOf = ({ counts: { created, merged, undone, kept } }: ResidentImport) => ({
  writing: '正在登记，关掉这一页也会登记完。',
  undoing: '正在撤回，关掉这一页也会撤完。',
  done: [created > 0 && `登记了 ${tie(created, '位')}`, merged > 0 && `补了 ${tie(merged, '位')}的登记`]
    .filter(Boolean)
    .join('，'),
  undone: `撤回了 ${tie(undone, '位')}${kept > 0 ? `，${tie(kept, '位')}后来有人改过，或者办过事，留着没动` : ''}`,
})

export function ResidentImportResult({ record }: { record: ResidentImport }) {
  const { mutate, error, isPending } = useWrite(undoResidentImport)
  const warning = '新登记的会去掉，补的会拿掉。后来有人改过的、办过事的不动。'
  return (
    <ImportOutcome
      record={record}
      words={wordsOf(record)}
      until={`${dayAndClock(record.expiresAt, useNow())}以前可以撤回。`}
      undo={{ warning, error, isPending, run: () => mutate({ id: record.id }) }}
      next={
        <Link to='/people'>
          <Button type='primary'>去找居民</Button>
        </Link>
      }
      tools={
        <>
          {!isMoving(record) && <SaveLeft {...record} />}
          <Link to='/people/import'>
            <Button>再导入一份</Button>
          </Link>
        </>
      }
    >
      <LeftRows left={record.left} nameColumn={record.mapping.name} />
    </ImportOutcome>
  )
}
