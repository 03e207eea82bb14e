import { useState, type ReactNode } from 'react'
import { View } from '@tarojs/components'
import { listAssignees, listCategories, listReceiversForCase } from '@yike/shared/cases/endpoints'
import { UNMANNED } from '@yike/shared/receivers/duty'
import { PAUSE_REASON_CODES, PAUSE_REASONS } from '@yike/shared/cases/pause-reasons'
import { listTransferTargets } from '@yike/shared/cases/transfer-endpoints'
import type { CaseKindCode } from '@yike/shared/cases/kinds'
import { Card, Cell } from '@/kit/card/card'
import { FieldFrame } from '@/kit/form/field'
import { Failed } from '@/kit/page/page-states'
import type { ApiError } from '@/lib/api/api'
import { useEndpoint } from '@/lib/api/use-endpoint'

interface ChoiceProps {
  chosen: string | undefined
  problem?: string
  onChoose: (id: string) => void
}

/** The field of a step that takes one of a list. `error`: the list was not read. */
function ChoiceList({
  label,
  options,
  chosen,
  problem,
  onChoose,
  error,
  onRetry,
  children,
}: ChoiceProps & {
  label: string
  options: readonly { id: string; title: string; brief: string }[] | undefined
  error?: ApiError
  onRetry?: () => Promise<void>
  children?: ReactNode
}) {
  return (
    <FieldFrame label={label} problem={problem}>
      {error && <Failed error={error} onRetry={() => void onRetry?.()} />}
      {children}
      <Card flush className='desk__choice'>
        {options?.map(({ id, title, brief }) => (
          <Cell key={id} title={title} brief={brief} chosen={id === chosen} onTap={() => onChoose(id)} />
        ))}
      </Card>
    </FieldFrame>
  )
}

/** The present category, and all others once it is not right. */
export function Categories({ kind, chosen, problem, onChoose }: ChoiceProps & { kind: CaseKindCode }) {
  const { data, error, reload } = useEndpoint(listCategories, { kind })
  const [all, setAll] = useState(chosen === undefined)
  const items = data?.items ?? []
  const nameOf = (id: string | null) => items.find((category) => category.id === id)?.name
  const leaves = items.filter(({ id, parentId }) => parentId || !items.some((other) => other.parentId === id))
  const shown = all ? leaves : leaves.filter(({ id }) => id === chosen)
  return (
    <ChoiceList
      label='归到哪一类'
      options={shown.map(({ id, name, parentId, promise }) => ({
        id,
        title: [nameOf(parentId), name].filter(Boolean).join(' · '),
        brief: promise,
      }))}
      chosen={chosen}
      problem={problem}
      error={error}
      onRetry={reload}
      onChoose={(id) => {
        onChoose(id)
        setAll(!all)
      }}
    />
  )
}

export function Colleagues({ caseId, ...choice }: ChoiceProps & { caseId: string }) {
  const { data, error, reload } = useEndpoint(listAssignees, { id: caseId })
  return (
    <ChoiceList
      label='派给谁'
      options={data?.items.map(({ id, name, role, openCases, reason }) => ({
        id,
        title: name,
        brief: [role.label, reason, `手上 ${openCases} 件`].filter(Boolean).join('，'),
      }))}
      error={error}
      onRetry={reload}
      {...choice}
    >
      {data?.away?.map(({ id, name, leave }) => (
        <View key={id} className='note'>{`${name}${leave}`}</View>
      ))}
    </ChoiceList>
  )
}

/** The receivers that work there, those of the dispatch catalogue first. */
export function Receivers({ caseId, ...choice }: ChoiceProps & { caseId: string }) {
  const { data, error, reload } = useEndpoint(listReceiversForCase, { id: caseId })
  return (
    <ChoiceList
      label='派给哪家'
      options={data?.items.map(({ id, name, kind, reason, openCases, unmanned }) => ({
        id,
        title: name,
        brief: `${reason ?? kind}，${unmanned ? UNMANNED : `手上 ${openCases} 件`}`,
      }))}
      error={error}
      onRetry={reload}
      {...choice}
    >
      {data?.items.length === 0 && <View className='note'>这里还没有承办单位，请在电脑上的“承办单位”里加一家。</View>}
    </ChoiceList>
  )
}

/** What the resident is asked for: the clock rests for these reasons alone. */
export const PauseReasons = (choice: ChoiceProps) => (
  <ChoiceList
    label='等居民做什么'
    options={PAUSE_REASON_CODES.map((id) => ({ id, title: PAUSE_REASONS[id].label, brief: '' }))}
    {...choice}
  />
)

/** A receiver that the dispatch catalogue names for a case, with the duty: what a return fills in. */
export interface NamedDuty {
  name: string
  phone: string
  duty: string
}

/** Those whom the catalogue names for the category of a case; nothing where it names none. */
export function Duties({
  caseId,
  chosen,
  onChoose,
}: {
  caseId: string
  chosen: string
  onChoose: (one: NamedDuty) => void
}) {
  const { data } = useEndpoint(listReceiversForCase, { id: caseId })
  const named = (data?.items ?? []).flatMap(({ id, name, phone = '', duty }) =>
    duty ? [{ id, name, phone, duty }] : [],
  )
  if (named.length === 0) return null
  return (
    <ChoiceList
      label='职责清单上的单位'
      options={named.map(({ id, name, duty }) => ({ id, title: name, brief: duty }))}
      chosen={named.find(({ name }) => name === chosen)?.id}
      onChoose={(id) => onChoose(named.find((one) => one.id === id)!)}
    />
  )
}

/** The communities that a case can be transferred to, those of the same street first. */
export function Communities({ caseId, ...choice }: ChoiceProps & { caseId: string }) {
  const { data, error, reload } = useEndpoint(listTransferTargets, { id: caseId })
  return (
    <ChoiceList
      label='转给哪个社区'
      options={data?.items.map(({ id, name, street }) => ({ id, title: name, brief: street ?? '' }))}
      error={error}
      onRetry={reload}
      {...choice}
    />
  )
}
