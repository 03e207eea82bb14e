import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { endFamilyByStaff, getStaffPerson, showPersonPhone } from '@yike/shared/people/endpoints'
import type { StaffFamilyLine, StaffPerson } from '@yike/shared/people/schemas'
import { Button, Buttons } from '@/kit/base/button'
import { Card, Section } from '@/kit/card/card'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Field } from '@/kit/form/field'
import { Page } from '@/kit/page/page'
import { Sheet } from '@/kit/sheet/sheet'
import { Tag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { CallButton } from '@/lib/parts/call-button'
import { openPage } from '@/lib/phone/open-page'
import { factsOf } from '@/lib/parts/person-cell'
import { VouchSheet, type Vouching } from './vouch-sheet'
import './desk.scss'

/** The line that ends, with both of its sides. */
interface Ending {
  personId: string
  askerId: string
  title: string
}

/** Somebody who is being helped: the people who act for them, with the evidence, and the actions for them now. */
export default function DeskPersonPage() {
  const { id = '' } = useRouter().params
  const { data, error, reload } = useEndpoint(getStaffPerson, { personId: id })
  const [vouching, setVouching] = useState<Vouching | null>(null)
  const [ending, setEnding] = useState<Ending | null>(null)
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  const done = () => {
    setVouching(null)
    setEnding(null)
    void reload()
  }
  if (!data)
    return (
      <Page title='帮人办'>
        {error ? <Failed error={error} onRetry={() => void reload()} /> : <Loading shape='lines' rows={5} />}
      </Page>
    )
  const { person, actors, actsFor, can } = data
  const name = encodeURIComponent(person.name)
  return (
    <Page
      title='帮人办'
      bar={
        can.book && (
          <Button
            look='main'
            icon='calendar'
            block
            onTap={() => void openPage(`/desk/book?person=${person.id}&name=${name}`)}
          >
            {`帮${person.name}预约`}
          </Button>
        )
      }
    >
      <Card>
        <View className='title'>{person.name}</View>
        <View className='note nums'>{tie(factsOf(person) || '还没写住处和电话')}</View>
      </Card>
      {person.phoneLast4 && (
        <CallButton of={showPersonPhone} input={{ personId: person.id }} name={person.name} last4={person.phoneLast4} />
      )}
      <Section title='谁替他办'>
        {actors.length === 0 && <Empty title='没有人替他办' say='家人带着户口本来，核对一下就能加上' />}
        {actors.map((line) => (
          <Line
            key={line.personId}
            line={line}
            words={`他是${line.name}的${line.relation.label}`}
            onConfirm={() => setVouching({ person, asker: line, relation: line.relation.code })}
            onEnd={() =>
              setEnding({
                personId: person.id,
                askerId: line.personId,
                title: `不让${line.name}替${person.name}办了？`,
              })
            }
          />
        ))}
        {can.bind && (
          <View className='desk__more'>
            <Button icon='plus' block onTap={() => setVouching({ person, asker: null, relation: null })}>
              加一位，核对证件
            </Button>
          </View>
        )}
      </Section>
      {actsFor.length > 0 && (
        <Section title='他替谁办'>
          {actsFor.map((line) => (
            <Line
              key={line.personId}
              line={line}
              words={`是他的${line.relation.label}`}
              onConfirm={() =>
                setVouching({
                  person: { ...line, id: line.personId },
                  asker: asPerson(person),
                  relation: line.relation.code,
                })
              }
              onEnd={() =>
                setEnding({
                  personId: line.personId,
                  askerId: person.id,
                  title: `不让${person.name}替${line.name}办了？`,
                })
              }
            />
          ))}
        </Section>
      )}
      {vouching && <VouchSheet {...vouching} onClose={() => setVouching(null)} onDone={done} />}
      {ending && <EndSheet {...ending} onClose={() => setEnding(null)} onDone={done} />}
    </Page>
  )
}

const asPerson = ({ id, name }: StaffPerson['person']) => ({ personId: id, name })

function Line({
  line,
  words,
  onConfirm,
  onEnd,
}: {
  line: StaffFamilyLine
  words: string
  onConfirm: () => void
  onEnd: () => void
}) {
  const { name, phoneLast4, state, confirmedBy, evidence, can } = line
  return (
    <View className='desk__line'>
      <Card>
        <View className='desk__head'>
          <View className='lead'>{tie(phoneLast4 ? `${name}（尾号 ${phoneLast4}）` : name)}</View>
          <Tag tone={state.code === 'confirmed' ? 'done' : 'soon'}>{state.label}</Tag>
        </View>
        <View className='note'>{tie([words, confirmedBy, evidence?.note].filter(Boolean).join('，'))}</View>
        {evidence && evidence.photos.length > 0 && (
          <View className='desk__more'>
            <Button
              icon='camera'
              block
              onTap={() => void Taro.previewImage({ urls: evidence.photos.map(({ url }) => url) })}
            >
              {`看${evidence.kind.label}照片`}
            </Button>
          </View>
        )}
        {(can.confirm || can.end) && (
          <View className='desk__more'>
            <Buttons>
              {can.end && (
                <Button look='danger' onTap={onEnd}>
                  停掉
                </Button>
              )}
              {can.confirm && <Button onTap={onConfirm}>核对证件</Button>}
            </Buttons>
          </View>
        )}
      </Card>
    </View>
  )
}

function EndSheet({ title, personId, askerId, onClose, onDone }: Ending & { onClose: () => void; onDone: () => void }) {
  const end = useAction(endFamilyByStaff)
  const [reason, setReason] = useState('')
  const submit = async () => {
    if (await end.run({ personId, askerId, reason: reason.trim() })) onDone()
  }
  return (
    <Sheet
      open
      title={title}
      brief='马上就停。两边都会读到原因'
      onClose={onClose}
      foot={
        <Button
          look='danger'
          block
          off={reason.trim().length < 2}
          busy={end.busy && '正在停…'}
          onTap={() => void submit()}
        >
          停掉
        </Button>
      }
    >
      <Field
        label='原因'
        long
        maxLength={100}
        value={reason}
        problem={end.problemWith('reason')}
        onChange={setReason}
      />
      {end.error && <Failed error={end.error} onRetry={() => void submit()} />}
    </Sheet>
  )
}
