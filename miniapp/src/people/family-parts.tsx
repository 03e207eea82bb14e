import { View } from '@tarojs/components'
import {
  confirmFamily,
  declineFamily,
  endFamilyActor,
  removeBeneficiary,
  withdrawFamily,
} from '@yike/shared/people/endpoints'
import type { Beneficiary, FamilyActor, FamilyRequest } from '@yike/shared/people/schemas'
import { momentInWords } from '@yike/shared/time/words'
import { Button, Buttons } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Failed } from '@/kit/page/page-states'
import { Sheet } from '@/kit/sheet/sheet'
import { tie } from '@/kit/base/text'
import { useAction } from '@/lib/api/use-action'

/** 「1968 年生，颐园 3 号楼，电话尾号 0102」. */
const detailsOf = ({ birthYear, phoneLast4, home }: Beneficiary) =>
  [birthYear && `${birthYear} 年生`, home, phoneLast4 && `电话尾号 ${phoneLast4}`].filter(Boolean).join('，')

/** 「李桂兰（本人）同意的」, or that nobody has confirmed it yet. */
const standingOf = ({ state, confirmedBy }: Pick<Beneficiary, 'state' | 'confirmedBy'>) =>
  confirmedBy ? `核对过：${confirmedBy}` : state.label

/** The data of somebody the reader acts for, and the person who confirmed it. */
export const writtenOf = (person: Beneficiary) =>
  [detailsOf(person) || '还没写住处和电话', standingOf(person)].join('。')

export function RemoveSheet({
  person,
  onClose,
  onRemoved,
}: {
  person: Beneficiary
  onClose: () => void
  onRemoved: () => void
}) {
  const remove = useAction(removeBeneficiary)
  const submit = async () => {
    if (await remove.run({ personId: person.personId })) onRemoved()
  }
  return (
    <Sheet
      open
      title={`不再替${person.name}办事？`}
      brief='以前的预约还在，只是您这边不再看到'
      onClose={onClose}
      foot={
        <Button look='danger' block busy={remove.busy && '正在删…'} onTap={() => void submit()}>
          {`删掉${person.relation.label} ${person.name}`}
        </Button>
      }
    >
      {remove.error && <Failed error={remove.error} onRetry={() => void submit()} />}
    </Sheet>
  )
}

const calledOf = ({ name, phoneLast4 }: Pick<FamilyRequest, 'name' | 'phoneLast4'>) =>
  phoneLast4 ? `${name}（尾号 ${phoneLast4}）` : name

/** Somebody asks to act for me: above everything else, because they wait. */
export function Incoming({ request, onAnswered }: { request: FamilyRequest; onAnswered: () => void }) {
  const yes = useAction(confirmFamily)
  const no = useAction(declineFamily)
  const error = yes.error ?? no.error
  const answer = async (action: typeof yes) => {
    await action.run({ id: request.id })
    onAnswered()
  }
  return (
    <Section>
      <Card tone='sand'>
        <View className='lead'>{tie(`${calledOf(request)}想替您办事`)}</View>
        <View className='phrase'>{tie(`他说您是他的${request.relation.label}。`)}</View>
        <View className='note'>{tie('同意了，他就能替您预约，看得到这些和社区替您约的。您随时能停。')}</View>
        {error && <Failed error={error} />}
        <View className='section'>
          <Buttons>
            <Button off={yes.busy} busy={no.busy && '正在回…'} onTap={() => void answer(no)}>
              不同意
            </Button>
            <Button look='main' off={no.busy} busy={yes.busy && '正在记…'} onTap={() => void answer(yes)}>
              同意
            </Button>
          </Buttons>
        </View>
      </Card>
    </Section>
  )
}

export function Outgoing({ request, onAnswered }: { request: FamilyRequest; onAnswered: () => void }) {
  const withdraw = useAction(withdrawFamily)
  const give = async () => {
    await withdraw.run({ id: request.id })
    onAnswered()
  }
  return (
    <Cell
      title={tie(`${request.relation.label} ${calledOf(request)}`)}
      brief={
        withdraw.error?.message ??
        `等他同意，${momentInWords(request.expiresAt, new Date())} 前有效。没看到？请他出示六位码`
      }
      extra={
        <Button busy={withdraw.busy && '在撤…'} onTap={() => void give()}>
          撤回
        </Button>
      }
    />
  )
}

export function ActorRow({ actor, onEnd }: { actor: FamilyActor; onEnd: () => void }) {
  return (
    <Cell
      title={tie(calledOf(actor))}
      brief={tie(`您是他的${actor.relation.label}。${standingOf(actor)}`)}
      extra={
        <Button look='danger' onTap={onEnd}>
          停
        </Button>
      }
    />
  )
}

export function EndSheet({
  actor,
  onClose,
  onEnded,
}: {
  actor: FamilyActor
  onClose: () => void
  onEnded: () => void
}) {
  const end = useAction(endFamilyActor)
  const submit = async () => {
    if (await end.run({ personId: actor.personId })) onEnded()
  }
  return (
    <Sheet
      open
      title={`不让${actor.name}替您办事了？`}
      brief='马上就停。已经约好的还算数'
      onClose={onClose}
      foot={
        <Button look='danger' block busy={end.busy && '正在停…'} onTap={() => void submit()}>
          {`停掉${actor.name}`}
        </Button>
      }
    >
      {end.error && <Failed error={end.error} onRetry={() => void submit()} />}
    </Sheet>
  )
}
