import { undoImport } from '@yike/shared/directory/endpoints'
import type { PlaceImport } from '@yike/shared/directory/upkeep-schemas'
import { Button, Popconfirm, Progress } from 'antd'
import { Link } from 'react-router'
import { LeftRows, leftTable } from '../kit/import/LeftRows'
import { Refusal } from '../kit/form/Refusal'
import { tie } from '../kit/show/text'
import { useWrite } from '../lib/query'
import { saveFile } from '../lib/saveFile'

const summaryOf = ({ state, counts: { created, merged, undone, kept } }: PlaceImport) =>
  ({
    writing: '正在写，关掉这一页也会写完。',
    undoing: '正在撤回，关掉这一页也会撤完。',
    done: [created > 0 && `写进了 ${tie(created, '处')}`, merged > 0 && `合并了 ${tie(merged, '处')}`]
      .filter(Boolean)
      .join('，'),
    undone: `撤回了 ${tie(undone, '处')}${kept > 0 ? `，${tie(kept, '处')}后来有人改过，或者有了服务，留着没动` : ''}`,
  })[state.code] || state.label

export function ImportResult({ record }: { record: PlaceImport }) {
  const undo = useWrite(undoImport)
  const { state, counts, left } = record
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const open = state.code === 'undoing' ? counts.created + counts.merged : counts.waiting
  const isMoving = state.code === 'writing' || state.code === 'undoing'
  return (
    <section className='pane'>
      <h2 className='lead import__lead' role='status'>
        {summaryOf(record)}
      </h2>
      {isMoving && <Progress percent={Math.round((100 * (total - open)) / Math.max(1, total))} />}
      <Refusal error={undo.error} />
      <div className='row'>
        {state.code === 'done' && (
          <>
            <Link to='/places?show=stale'>
              <Button type='primary'>去核对</Button>
            </Link>
            <Popconfirm
              title='撤回这次导入？'
              description='新写的地点会收走，合并的改回原样。后来有人改过的不动。'
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
              saveFile(`没导入的行-${record.fileName.replace(/\.\w+$/, '')}.csv`, leftTable(record.headings, left))
            }
          >
            下载没导入的行
          </Button>
        )}
        <Link to='/places/import'>
          <Button>再导入一份</Button>
        </Link>
      </div>
      {!isMoving && <LeftRows left={left} nameColumn={record.mapping.name} />}
    </section>
  )
}
