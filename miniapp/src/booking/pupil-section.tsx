import { useState } from 'react'
import type { BookingView } from '@yike/shared/booking/schemas'
import { changePupil, getPupil } from '@yike/shared/courses/endpoints'
import type { PupilView } from '@yike/shared/courses/schemas'
import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Failed, Loading } from '@/kit/page/page-states'
import { Field } from '@/kit/form/field'
import { Sheet } from '@/kit/sheet/sheet'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'

/** The people who may collect a child and the care notes, and a way to change them. */
export function PupilSection({ booking }: { booking: BookingView }) {
  const { data, error, reload } = useEndpoint(getPupil, { bookingId: booking.id })
  const [changing, setChanging] = useState(false)
  return (
    <Section title={`谁能接走${booking.who.name}`} more={data && '改'} onMore={() => setChanging(true)}>
      {error && !data ? (
        <Failed error={error} onRetry={() => void reload()} />
      ) : !data ? (
        <Loading rows={1} />
      ) : (
        <Card flush>
          {[data.guardian, ...data.collectors].map(({ name, phone, relation }) => (
            <Cell key={name + phone} icon='user' title={[relation, name].filter(Boolean).join(' ')} brief={phone} />
          ))}
          {data.notes !== '' && <Cell icon='info' title={data.notes} brief='只有带班的看得到' />}
        </Card>
      )}
      {changing && data && (
        <ChangeSheet
          pupil={data}
          onClose={() => setChanging(false)}
          onDone={() => {
            setChanging(false)
            void reload()
          }}
        />
      )}
    </Section>
  )
}

function ChangeSheet({ pupil, onClose, onDone }: { pupil: PupilView; onClose: () => void; onDone: () => void }) {
  const save = useAction(changePupil)
  const [first] = pupil.collectors
  const [name, setName] = useState(first?.name ?? '')
  const [phone, setPhone] = useState(first?.phone ?? '')
  const [notes, setNotes] = useState(pupil.notes)
  const submit = async () => {
    const others = pupil.collectors.slice(1)
    const collectors = name.trim()
      ? [{ name: name.trim(), phone: phone.trim(), relation: first?.relation ?? '' }, ...others]
      : others
    if (await save.run({ bookingId: pupil.bookingId, collectors, notes })) onDone()
  }
  return (
    <Sheet
      open
      title='改接送和要留意的'
      brief='改好带班的马上看得到'
      onClose={onClose}
      foot={
        <Button look='main' block busy={save.busy && '正在改…'} onTap={() => void submit()}>
          改好了
        </Button>
      }
    >
      <Field
        label='还有谁能接走'
        optional='空着就没有'
        maxLength={100}
        value={name}
        problem={save.problemWith('collectors.0.name')}
        onChange={setName}
      />
      <Field
        label='他的电话'
        type='number'
        maxLength={12}
        value={phone}
        problem={save.problemWith('collectors.0.phone')}
        onChange={setPhone}
      />
      <Field label='过敏、要留意的' optional='没有也行' long maxLength={200} value={notes} onChange={setNotes} />
      {save.error && !save.error.details?.fields && <Failed error={save.error} onRetry={() => void submit()} />}
    </Sheet>
  )
}
