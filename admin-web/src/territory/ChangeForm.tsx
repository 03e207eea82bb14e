import type { InputOf } from '@yike/shared/endpoint'
import type { Shape } from '@yike/shared/geo/shape'
import { AREA_CHANGE_KINDS, type AreaChangeKind } from '@yike/shared/territory/changes'
import { createAreaChange, previewAreaChange } from '@yike/shared/territory/endpoints'
import type { AreaView } from '@yike/shared/territory/schemas'
import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { useUnsaved } from '../kit/form/unsaved'
import { useDebounced } from '../kit/hooks/useDebounced'
import { useRead, useWrite } from '../lib/query'

type Change = InputOf<typeof createAreaChange>

interface Facts {
  name: string
  code: string
  reason: string
  fromIds: string[]
  childIds: string[]
}

/** The input of the form so far; null while something is missing. */
function changeOf(kind: AreaChangeKind, area: AreaView, facts: Facts, drawn: Shape | null): Change | null {
  const { name, code, fromIds, childIds } = facts
  const common = { areaId: area.id, reason: facts.reason }
  const named = { ...common, name: name.trim(), code: code.trim() || undefined }
  switch (kind) {
    case 'rename':
      return named.name ? { kind, ...named } : null
    case 'merge':
      return named.name && fromIds.length > 0 ? { kind, ...named, fromIds } : null
    case 'split':
      return named.name && (drawn || childIds.length > 0)
        ? { kind, ...named, childIds, shape: drawn ?? undefined }
        : null
    case 'settle':
      return { kind, ...common }
  }
}

const HINTS: Record<AreaChangeKind, string> = {
  rename: '村改居、换名字、换代码都在这里。旧名字和旧代码还查得到。',
  merge: '选要并进来的，它们的人、地点、没办完的事和以前的记录都跟过来。',
  split: '在图上画出新的范围，或者选划过去的网格和小区。',
  settle: '边界或网格改过以后，把已有的人、地点和诉求按位置重新归一遍。',
}

/** One change of areas: its input, the records it would move, and then the button that does it. */
export function ChangeForm({
  kind,
  area,
  drawn,
  onClose,
}: {
  kind: AreaChangeKind
  area: AreaView
  drawn: Shape | null
  onClose: () => void
}) {
  const [facts, setFacts] = useState<Facts>({
    ...{ name: kind === 'split' ? '' : area.name, code: '', reason: '', fromIds: [], childIds: [] },
  })
  const [isWritten, setWritten] = useState(false)
  const set = (change: Partial<Facts>) => {
    setWritten(true)
    setFacts((before) => ({ ...before, ...change }))
  }
  const input = useDebounced(changeOf(kind, area, facts, drawn))
  const isReady =
    input !== null && !(kind === 'rename' && input.kind === 'rename' && input.name === area.name && !input.code)
  const preview = useRead(previewAreaChange, input ?? { kind: 'settle', areaId: area.id }, { enabled: isReady })
  const create = useWrite(createAreaChange, onClose)
  useUnsaved(isWritten && !create.isPending && !create.isSuccess)
  return (
    <Form layout='vertical' requiredMark={false} onFinish={() => input && create.mutate(input)}>
      <h2 className='lead'>{AREA_CHANGE_KINDS[kind].label}</h2>
      <p className='note'>{HINTS[kind]}</p>
      {kind === 'merge' && (
        <Form.Item label='并进来的' htmlFor='from'>
          <Select
            id='from'
            mode='multiple'
            optionFilterProp='label'
            placeholder={`选并进${area.name}的`}
            value={facts.fromIds}
            options={area.beside.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(fromIds: string[]) => set({ fromIds })}
          />
        </Form.Item>
      )}
      {kind === 'split' && area.below.length > 0 && (
        <Form.Item label='划过去的网格、小区（画了范围可以不选）' htmlFor='children'>
          <Select
            id='children'
            mode='multiple'
            optionFilterProp='label'
            value={facts.childIds}
            options={area.below.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(childIds: string[]) => set({ childIds })}
          />
        </Form.Item>
      )}
      {kind !== 'settle' && (
        <>
          <Form.Item
            label={kind === 'split' ? '新的叫什么' : kind === 'merge' ? '合并以后叫什么' : '新名字'}
            htmlFor='name'
          >
            <Input id='name' value={facts.name} maxLength={40} onChange={({ target }) => set({ name: target.value })} />
          </Form.Item>
          <Form.Item label={kind === 'rename' ? '新代码（不变就不填）' : '代码（可以不填）'} htmlFor='code'>
            <Input id='code' value={facts.code} maxLength={30} onChange={({ target }) => set({ code: target.value })} />
          </Form.Item>
        </>
      )}
      <Form.Item label='依据（可以不填）' htmlFor='reason'>
        <Input
          id='reason'
          placeholder='例如批复的文号'
          value={facts.reason}
          maxLength={200}
          onChange={({ target }) => set({ reason: target.value })}
        />
      </Form.Item>
      {isReady && (
        <div className='territory__preview' role='status'>
          {preview.error ? (
            <Refusal error={preview.error} />
          ) : !preview.data ? (
            '正在算会动到什么…'
          ) : (
            <>
              <strong>{preview.data.says}</strong>
              {preview.data.moves.length === 0 && kind !== 'rename' && <p className='note'>没有记录要挪动。</p>}
              <table className='territory__moves nums'>
                <tbody>
                  {preview.data.moves.map(({ what, to, count }) => (
                    <tr key={`${what}${to}`}>
                      <td>
                        {what}到{to}
                      </td>
                      <td>{count}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
              <ul className='note'>
                {preview.data.notes.map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
      <Refusal error={create.error} />
      <div className='form-foot'>
        <Button
          type='primary'
          htmlType='submit'
          disabled={!isReady || !preview.data || preview.error !== null}
          loading={create.isPending}
        >
          {AREA_CHANGE_KINDS[kind].label}，一天内能撤回
        </Button>
        <Button type='text' onClick={onClose}>
          先不
        </Button>
      </div>
    </Form>
  )
}
