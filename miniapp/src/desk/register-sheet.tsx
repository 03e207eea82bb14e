import { useState } from 'react'
import { View } from '@tarojs/components'
import { registerPerson } from '@yike/shared/people/endpoints'
import { needsGuardian } from '@yike/shared/people/minors'
import type { PersonFound } from '@yike/shared/people/schemas'
import { dayOf } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { Failed } from '@/kit/page/page-states'
import { Tick } from '@/kit/form/toggles'
import { Sheet } from '@/kit/sheet/sheet'
import { EMPTY_PERSON, IdEndField, PersonFields, birthYearOf, phoneOf, problemsOf } from '@/lib/parts/person-fields'
import { useAction } from '@/lib/api/use-action'
import './desk.scss'

const EMPTY = { ...EMPTY_PERSON, idLast4: '', guardian: false }

/** Registers somebody at the counter: a name is enough. */
export function RegisterSheet({ onClose, onDone }: { onClose: () => void; onDone: (person: PersonFound) => void }) {
  const register = useAction(registerPerson)
  const [form, setForm] = useState(EMPTY)
  const edit = (part: Partial<typeof EMPTY>) => setForm((before) => ({ ...before, ...part }))
  const problems = problemsOf(form)
  const guarded = !problems.birthYear && needsGuardian(birthYearOf(form) ?? null, dayOf(new Date()))
  const isKnown = register.error?.code === 'PERSON_KNOWN'
  const submit = async (isSomebodyElse?: boolean) => {
    const made = await register.run({
      name: form.name.trim(),
      birthYear: birthYearOf(form),
      phone: phoneOf(form),
      home: form.home.trim() || undefined,
      idLast4: form.idLast4.trim() || undefined,
      isSomebodyElse,
      guardian: form.guardian || undefined,
    })
    if (!made) return
    onClose()
    onDone(made)
  }
  return (
    <Sheet
      open
      title='登记一位居民'
      brief='有名字就能办；住处和电话帮着认人'
      onClose={onClose}
      foot={
        <Button
          look='main'
          block
          off={!form.name.trim() || Boolean(problems.phone ?? problems.birthYear) || (guarded && !form.guardian)}
          busy={register.busy && '正在登记…'}
          onTap={() => void submit(isKnown || undefined)}
        >
          {isKnown ? '不是同一位，登记' : '登记，接着办'}
        </Button>
      }
    >
      <PersonFields form={form} refused={register.problemWith} onChange={edit} />
      <IdEndField value={form.idLast4} refused={register.problemWith} onChange={(idLast4) => edit({ idLast4 })} />
      {guarded && (
        <Tick label='问过监护人，监护人同意' on={form.guardian} onChange={(guardian) => edit({ guardian })}>
          不满 14 岁的孩子，要监护人同意才能登记
        </Tick>
      )}
      {register.error && !register.error.details?.fields && (
        <View className='desk__more'>
          <Failed error={register.error} onRetry={isKnown ? undefined : () => void submit()} />
        </View>
      )}
    </Sheet>
  )
}
