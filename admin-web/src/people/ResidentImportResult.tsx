import { undoResidentImport } from '@yike/shared/people/import-endpoints'
import type { ResidentImport } from '@yike/shared/people/import-schemas'
import { Button, Popconfirm, Progress } from 'antd'
import { Link } from 'react-router'
import { LeftRows, leftTable } from '../kit/import/LeftRows'
import { useNow } from '../kit/hooks/useNow'
import { Refusal } from '../kit/form/Refusal'
import { dayAndClock, tie } from '../kit/show/text'
import { useWrite } from '../lib/query'
import { saveFile } from '../lib/saveFile'

const summaryOf = ({ state, counts: { created, merged, undone, kept } }: ResidentImport) =>
  ({
    writing: '正在登记，关掉这一页也会登记完。',
    undoing: '正在撤回，关掉这一页也会撤完。',
    done: [created > 0 && `登记了 ${tie(created, '位')}`, merged > 0 && `补了 ${tie(merged, '位')}的登记`]
      .filter(Boolean)
      .join('，'),
    undone: `撤回了 ${tie(undone, '位')}${kept > 0 ? `，${tie(kept, '位')}后来有人改过，或者办过事，留着没动` : ''}`,
  })[state.code] || state.label

export function ResidentImportResult({ record }: { record: ResidentImport }) {
  const undo = useWrite(undoResidentImport)
  const now = useNow()
  const { state, counts, left, headings } = record
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const open = state.code === 'undoing' ? counts.created + counts.merged : counts.waiting
  const isMoving = state.code === 'writing' || state.code === 'undoing'
  return (
    <section className='pane'>
      <h2 className='lead import__lead' role='status'>
        {summaryOf(record)}
      </h2>
      {isMoving && <Progress percent={Math.round((100 * (total - open)) / Math.max(1, total))} />}
      {state.code === 'done' && <p className='note import__hint'>{dayAndClock(record.expiresAt, now)}以前可以撤回。</p>}
      <Refusal error={undo.error} />
      <div className='row'>
        {state.code === 'done' && (
          <>
            <Link to='/people'>
              <Button type='primary'>去找居民</Button>
            </Link>
            <Popconfirm
              title='撤回这次导入？'
              description='新登记的会去掉，补的会拿掉。后来有人改过的、办过事的不动。'
              okText='撤回'
              cancelText='先不'
              onConfirm={() => undo.mutate({ id: record.id })}
            >
              <Button danger loading={undo.isPending}>
                撤回这次导入
              </Button>
            </Popconfirm>
          </>
        )}
        {!isMoving && left.length > 0 && (
          <Button
            onClick={() =>
              saveFile(`没导入的行-${record.fileName.replace(/\.\w+$/, '')}.csv`, leftTable(headings, left))
            }
          >
            下载没导入的行
          </Button>
        )}
        <Link to='/people/import'>
          <Button>再导入一份</Button>
        </Link>
      </div>
      {!isMoving && <LeftRows left={left} nameColumn={record.mapping.name} />}
    </section>
  )
}
