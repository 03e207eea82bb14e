import { useState } from 'react'
import { View } from '@tarojs/components'
import { findPeople } from '@yike/shared/people/endpoints'
import type { PersonFound } from '@yike/shared/people/schemas'
import { Button, Buttons } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Field, SearchBox } from '@/kit/form/field'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Sheet } from '@/kit/sheet/sheet'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { factsOf, PersonCell } from '@/lib/parts/person-cell'
import { phoneOf, problemsOf, EMPTY_PERSON } from '@/lib/parts/person-fields'
import { useDebounced } from '@/lib/phone/use-debounced'

/** The resident for whom staff report: somebody on record, or a name and a phone number to write down. */
export interface Whom {
  personId: string | null
  name: string
  phone: string
  /** Facts that distinguish two people of one name. */
  brief: string
}
export const NOBODY: Whom = { personId: null, name: '', phone: '', brief: '' }

/** The person as the API takes them; nothing where staff report what they have seen themselves. */
export function reporterIn(whom: Whom, isSomebodyElse?: boolean) {
  if (whom.personId) return { reporterId: whom.personId }
  const name = whom.name.trim()
  return name ? { reporter: { name, phone: phoneOf({ ...EMPTY_PERSON, phone: whom.phone }), isSomebodyElse } } : {}
}

interface Props {
  whom: Whom
  /** The reader may find residents; without it a name is written down. */
  mayFind: boolean
  onChange: (whom: Whom) => void
}

/** 替谁报: a resident who says it on the spot, and then hears of every step. Nobody, unless one is chosen. */
export function ForWhom({ whom, mayFind, onChange }: Props) {
  const [isOpen, setOpen] = useState(false)
  const choose = (next: Whom) => {
    onChange(next)
    setOpen(false)
  }
  return (
    <>
      <Section title='替谁报'>
        <Card flush>
          <Cell
            icon='user'
            title={whom.name || '我自己看到的'}
            brief={whom.name ? whom.brief : '有居民当面说的，点这里选他，办到哪一步都告诉他'}
            onTap={() => setOpen(true)}
          />
        </Card>
        {whom.name && (
          <Buttons>
            <Button look='bare' onTap={() => onChange(NOBODY)}>
              不替谁，我自己看到的
            </Button>
          </Buttons>
        )}
      </Section>
      {isOpen && <Chooser mayFind={mayFind} onChoose={choose} onClose={() => setOpen(false)} />}
    </>
  )
}

function Chooser({
  mayFind,
  onChoose,
  onClose,
}: {
  mayFind: boolean
  onChoose: (whom: Whom) => void
  onClose: () => void
}) {
  const [isWriting, setWriting] = useState(!mayFind)
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const problem = problemsOf({ ...EMPTY_PERSON, phone }).phone
  const brief = phone.trim() ? `电话 ${phone.trim()}` : '没留电话'
  const write = () => onChoose({ personId: null, name: name.trim(), phone: phone.trim(), brief })
  return (
    <Sheet
      open
      title='替谁报'
      brief={isWriting ? '有个称呼就行，留了电话好回话' : '按姓名、电话尾号、楼号找'}
      onClose={onClose}
      foot={
        isWriting ? (
          <Button look='main' block off={!name.trim() || Boolean(problem)} onTap={write}>
            替他报
          </Button>
        ) : (
          <Button block onTap={() => setWriting(true)}>
            没找到，写下姓名
          </Button>
        )
      }
    >
      {isWriting ? (
        <View>
          <Field label='怎么称呼' value={name} maxLength={100} onChange={setName} />
          <Field
            label='他的电话'
            optional='不写也行'
            type='phone'
            maxLength={40}
            value={phone}
            problem={problem}
            onChange={setPhone}
          />
        </View>
      ) : (
        <Found onChoose={onChoose} />
      )}
    </Sheet>
  )
}

const asWhom = (person: PersonFound): Whom => ({
  ...{ personId: person.id, name: person.name, phone: '', brief: factsOf(person) },
})

/** The residents that are found, those whom staff helped last first. */
function Found({ onChoose }: { onChoose: (whom: Whom) => void }) {
  const [typed, setTyped] = useState('')
  const q = useDebounced(typed.trim())
  const { data, error, reload } = useEndpoint(findPeople, { q: q || undefined })
  return (
    <View>
      <SearchBox label='找居民' placeholder='姓名、电话尾号、楼号' value={typed} maxLength={40} onChange={setTyped} />
      {error && !data ? (
        <Failed error={error} onRetry={() => void reload()} />
      ) : !data ? (
        <Loading />
      ) : data.items.length === 0 ? (
        <Empty title={q ? `没找到“${q}”` : '写姓名、电话尾号或楼号来找'} say='找不到的，写下姓名也行' />
      ) : (
        <Card flush>
          {data.items.map((person) => (
            <PersonCell key={person.id} person={person} onTap={() => onChoose(asWhom(person))} />
          ))}
        </Card>
      )}
    </View>
  )
}
