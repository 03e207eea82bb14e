import { Button, Form, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { Refusal } from '../form/Refusal'
import { useNow } from '../hooks/useNow'
import { PageHead } from '../page/PageHead'
import { Failed, Loading } from '../page/PageStates'
import { dayAndClock, tie } from '../show/text'
import { isMoving } from './ImportOutcome'
import type { Choice } from './ImportRows'

/** The seconds until an import is read again; none while nothing of it moves. */
export const secondsToWait = (record?: Parameters<typeof isMoving>[0]) => (record && isMoving(record) ? 1 : undefined)

/** The head of one import: its file, who brought it, and how long it is. */
export function ImportHead({ of }: { of: { fileName: string; by: string; at: string; rowCount: number } }) {
  const now = useNow()
  return <PageHead title={of.fileName} note={`${of.by}，${dayAndClock(of.at, now)}，${tie(of.rowCount, '行')}`} />
}

/** The choices for rows, by their index in the file, and the way to choose the same for some of them. */
export function useChoices() {
  const [choices, setChoices] = useState<Record<number, Choice>>({})
  const choose = (at: readonly number[], choice: Choice) =>
    setChoices((before) => ({ ...before, ...Object.fromEntries(at.map((one) => [one, choice])) }))
  return [choices, choose] as const
}

/** The community of rows that name none; nothing where there is only one. */
export function CommunityOfRest({
  communities,
  value,
  onChange,
}: {
  communities: readonly { id: string; name: string }[]
  value: string | undefined
  onChange: (communityId: string | undefined) => void
}) {
  if (communities.length < 2) return null
  return (
    <Form.Item label='没写社区的算' htmlFor='community'>
      <Select
        id='community'
        allowClear
        placeholder='不猜，标出来'
        value={value}
        options={communities.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={onChange}
      />
    </Form.Item>
  )
}

type Refused = Parameters<typeof Refusal>[0]['error']

/** The effect of each row beside the settings that it depends on, and the button that has it written. */
export function ImportPreview({
  preview,
  settings,
  below,
  confirm,
  children,
}: {
  preview: {
    data: unknown
    error: Parameters<typeof Failed>[0]['error'] | null
    isPlaceholderData: boolean
    refetch: Parameters<typeof Failed>[0]['onRetry']
  }
  settings: ReactNode
  /** Settings that few need, under the button. */
  below?: ReactNode
  confirm: { count: number; unit: string; error: Refused; isPending: boolean; run: () => void }
  children: ReactNode
}) {
  const { count, unit, error, isPending, run } = confirm
  return (
    <div className='columns'>
      <section className='pane columns__main'>
        {preview.error && !preview.data ? (
          <Failed error={preview.error} onRetry={preview.refetch} />
        ) : !preview.data ? (
          <Loading />
        ) : (
          children
        )}
      </section>
      <section className='pane columns__side'>
        {settings}
        <Refusal error={error} />
        <div className='form-foot'>
          <Button
            type='primary'
            block
            disabled={count === 0 || preview.isPlaceholderData}
            loading={isPending}
            onClick={run}
          >
            {count === 0 ? '没有能导入的' : `导入 ${tie(count, unit)}`}
          </Button>
        </div>
        {below}
      </section>
    </div>
  )
}
