import { useQueryClient } from '@tanstack/react-query'
import { squareMetresInWords, type Shape } from '@yike/shared/geo/shape'
import { AREA_LEVELS, type AreaLevel } from '@yike/shared/territory/levels'
import { changeArea, createArea, listAreaChanges, removeArea, undoAreaChange } from '@yike/shared/territory/endpoints'
import type { AreaView } from '@yike/shared/territory/schemas'
import { App, Button, Form, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { useNow } from '../kit/hooks/useNow'
import { Refusal } from '../kit/form/Refusal'
import { dayAndClock, tie } from '../kit/show/text'
import { useReadPages, useWrite } from '../lib/query'
import { AddDivisions } from './AddDivisions'
import { BordersImport } from './BordersImport'
import { ChangeForm } from './ChangeForm'
import { GuardedForm } from '../kit/form/unsaved'

/** The open task on the area of the page. */
export type Task = 'draw' | 'facts' | 'add' | 'divisions' | 'import' | 'rename' | 'merge' | 'split' | 'settle'

interface Props {
  area: AreaView
  task: Task | undefined
  drawn: Shape | null
  onDraw: (shape: Shape | null) => void
  onTask: (task: Task | undefined) => void
}

/** The facts of an area and its actions, one at a time. */
export function AreaPane(props: Props) {
  const { area, task, drawn, onTask } = props
  const close = () => onTask(undefined)
  switch (task) {
    case undefined:
      return <Facts {...props} />
    case 'draw':
      return <Border {...props} />
    case 'facts':
      return <FactsForm area={area} onClose={close} />
    case 'add':
      return <AddForm area={area} onClose={close} />
    case 'divisions':
      return <AddDivisions area={area} onClose={close} />
    case 'import':
      return <BordersImport area={area} onClose={close} />
    default:
      return <ChangeForm key={task} kind={task} area={area} drawn={drawn} onClose={close} />
  }
}

function Facts({ area, onTask }: Props) {
  const navigate = useNavigate()
  const { modal } = App.useApp()
  const remove = useWrite(removeArea, () => void navigate(`/territory/${area.parentId ?? ''}`))
  const { overlaps, uncovered } = area.borders
  const level = area.level.code as AreaLevel
  const canHold = AREA_LEVELS[level].below.length > 0
  const facts: [string, string | null][] = [
    ['代码', area.code],
    ['面积', area.squareMetres === null ? null : squareMetresInWords(area.squareMetres)],
    ['电话', area.phone],
    ['以前', area.former.join('、') || null],
  ]
  return (
    <>
      <dl className='territory__facts nums'>
        {facts.map(
          ([label, value]) =>
            value && (
              <div key={label} style={{ display: 'contents' }}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {level !== 'compound' && !area.shape && !area.ended && (
        <p className='note'>还没画边界。画了以后，地点、诉求按位置自动归到这里。</p>
      )}
      {overlaps.map(({ of, squareMetres }) => (
        <p key={of.map(({ id }) => id).join()} className='tone--late'>
          {of.map(({ name }) => name).join('和')}重叠 {squareMetresInWords(squareMetres)}
        </p>
      ))}
      {uncovered && area.below.some(({ shape }) => shape) && (
        <p className='tone--soon'>还有 {squareMetresInWords(uncovered.squareMetres)} 没划给下面任何一个</p>
      )}
      {area.can.edit && (
        <div className='territory__verbs'>
          {level !== 'compound' && (
            <Button type='primary' onClick={() => onTask('draw')}>
              {area.shape ? '改边界' : '画边界'}
            </Button>
          )}
          <Button onClick={() => onTask('facts')}>改资料</Button>
          <Button onClick={() => onTask('rename')}>改名</Button>
          {area.can.divide && <Button onClick={() => onTask('merge')}>合并</Button>}
          {area.can.divide && <Button onClick={() => onTask('split')}>拆分</Button>}
          {level === 'community' && <Button onClick={() => onTask('settle')}>按边界归位</Button>}
          {canHold && <Button onClick={() => onTask('add')}>加下级</Button>}
          {area.code && level !== 'community' && canHold && (
            <Button onClick={() => onTask('divisions')}>从国家名单加</Button>
          )}
          {canHold && <Button onClick={() => onTask('import')}>导入边界</Button>}
          {area.childCount === 0 && area.parentId && (
            <Button
              danger
              onClick={() =>
                void modal.confirm({
                  title: `删掉“${area.name}”？`,
                  content: '只有建错了、上面什么都没有的才能删。',
                  okText: '删掉',
                  cancelText: '先不',
                  onOk: () => remove.mutate({ id: area.id }),
                })
              }
            >
              删掉
            </Button>
          )}
        </div>
      )}
      <Refusal error={remove.error} />
      <Changes areaId={area.id} canEdit={area.can.edit || area.ended !== null} />
    </>
  )
}

/** Earlier changes of this area; for a day a change can be undone. */
function Changes({ areaId, canEdit }: { areaId: string; canEdit: boolean }) {
  const now = useNow()
  const undo = useWrite(undoAreaChange)
  const client = useQueryClient()
  const [isMoving, setMoving] = useState(false)
  const changes = useReadPages(listAreaChanges, { areaId, limit: 10 }, { everySeconds: isMoving ? 1 : 10 })
  const moving = changes.data?.some(({ state }) => state.code === 'moving' || state.code === 'undoing') ?? false
  useEffect(() => {
    setMoving(moving)
    // A job has just finished a change of the area.
    if (isMoving && !moving) void client.invalidateQueries()
  }, [client, isMoving, moving])
  if (!changes.data || changes.data.length === 0) return null
  return (
    <>
      <h2 className='lead'>变更记录</h2>
      <Refusal error={undo.error} />
      <ul className='territory__changes'>
        {changes.data.map(({ id, says, reason, by, at, state, moved, undoUntil }) => (
          <li key={id}>
            <div>
              <div>{says}</div>
              <div className='note nums'>
                {[by, dayAndClock(at, now), state.label, moved > 0 && `归置 ${tie(moved, '条')}`, reason]
                  .filter(Boolean)
                  .join('，')}
              </div>
            </div>
            {undoUntil && canEdit && (
              <Button
                size='small'
                aria-label={`撤回：${says}`}
                loading={undo.isPending}
                onClick={() => undo.mutate({ id })}
              >
                撤回
              </Button>
            )}
          </li>
        ))}
      </ul>
      {changes.hasNextPage && (
        <Button type='text' onClick={() => void changes.fetchNextPage()}>
          更早的
        </Button>
      )}
    </>
  )
}

function Border({ area, drawn, onDraw, onTask }: Props) {
  const save = useWrite(changeArea, () => onTask(undefined))
  return (
    <>
      <h2 className='lead'>{area.shape ? '改边界' : '画边界'}</h2>
      <p className='note'>
        {drawn
          ? '拖动角上的点来改，两个点中间的浅色点可以拉出新的角；靠近邻居的边会自动贴上。'
          : '在图上一下一下点出每个角，最后点回第一个点。靠近邻居的边会自动贴上。'}
      </p>
      <Refusal error={save.error} />
      <div className='form-foot'>
        <Button
          type='primary'
          disabled={!drawn}
          loading={save.isPending}
          onClick={() => save.mutate({ id: area.id, revision: area.revision, shape: drawn })}
        >
          保存边界
        </Button>
        {drawn && <Button onClick={() => onDraw(null)}>重新画</Button>}
        <Button type='text' onClick={() => onTask(undefined)}>
          先不
        </Button>
      </div>
    </>
  )
}

const orMissing = (text: string | undefined) => text?.trim() || undefined

function FactsForm({ area, onClose }: { area: AreaView; onClose: () => void }) {
  const save = useWrite(changeArea, onClose)
  return (
    <GuardedForm<{ phone?: string; code?: string }>
      layout='vertical'
      requiredMark={false}
      initialValues={{ phone: area.phone ?? '', code: area.code ?? '' }}
      onFinish={({ phone, code }) =>
        save.mutate({
          ...{ id: area.id, revision: area.revision, phone: orMissing(phone) ?? null },
          ...(area.code ? {} : { code: orMissing(code) }),
        })
      }
    >
      <h2 className='lead'>改资料</h2>
      <Form.Item name='phone' label='电话'>
        <Input autoFocus />
      </Form.Item>
      <Form.Item name='code' label='代码' extra={area.code ? '改代码请用“改名”，旧代码还查得到' : undefined}>
        <Input disabled={area.code !== null} />
      </Form.Item>
      <Refusal error={save.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={save.isPending}>
          保存
        </Button>
        <Button type='text' onClick={onClose}>
          先不
        </Button>
      </div>
    </GuardedForm>
  )
}

function AddForm({ area, onClose }: { area: AreaView; onClose: () => void }) {
  const navigate = useNavigate()
  const add = useWrite(createArea, ({ id }) => void navigate(`/territory/${id}`))
  const levels: readonly AreaLevel[] = AREA_LEVELS[area.level.code as AreaLevel].below
  return (
    <GuardedForm<{ level: AreaLevel; name: string; code?: string }>
      layout='vertical'
      requiredMark={false}
      initialValues={{ level: levels[0] }}
      onFinish={({ level, name, code }) =>
        add.mutate({
          ...{ parentId: area.id, level, name, code: orMissing(code) },
          ...(level === 'compound' && area.position ? { position: area.position } : {}),
        })
      }
    >
      <h2 className='lead'>加下级</h2>
      {levels.length > 1 && (
        <Form.Item name='level' label='哪一级'>
          <Select options={levels.map((value) => ({ value, label: AREA_LEVELS[value].label }))} />
        </Form.Item>
      )}
      <Form.Item name='name' label='名字' rules={[{ required: true, whitespace: true, message: '写上名字' }]}>
        <Input autoFocus maxLength={40} />
      </Form.Item>
      <Form.Item name='code' label='代码（可以不填）'>
        <Input maxLength={30} />
      </Form.Item>
      <Refusal error={add.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={add.isPending}>
          加上
        </Button>
        <Button type='text' onClick={onClose}>
          先不
        </Button>
      </div>
    </GuardedForm>
  )
}
