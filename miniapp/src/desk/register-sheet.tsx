import { useState } from 'react'
import { View } from '@tarojs/components'
import { registerPerson } from '@yike/shared/people/endpoints'
import type { PersonFound } from '@yike/shared/people/schemas'
import { Button } from '@/kit/button'
import { Failed } from '@/kit/faces'
import { Field } from '@/kit/field'
import { Sheet } from '@/kit/sheet'
import { useAction } from '@/lib/use-action'
import './desk.scss'

const EMPTY = { name: '', birthYear: '', phone: '', home: '', idLast4: '' }

/** Writes somebody down who stands before one: a name is enough. */
export function RegisterSheet({ onClose, onDone }: { onClose: () => void; onDone: (person: PersonFound) => void }) {
  const register = useAction(registerPerson)
  const [form, setForm] = useState(EMPTY)
  const edit = (part: Partial<typeof EMPTY>) => setForm((before) => ({ ...before, ...part }))
  const submit = async () => {
    const made = await register.run({
      name: form.name.trim(),
      birthYear: form.birthYear ? Number(form.birthYear) : undefined,
      phone: form.phone.trim() || undefined,
      home: form.home.trim() || undefined,
      idLast4: form.idLast4.trim() || undefined,
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
          off={!form.name.trim()}
          busy={register.busy && '正在登记…'}
          onTap={() => void submit()}
        >
          登记，接着办
        </Button>
      }
    >
      <Field
        label='姓名'
        value={form.name}
        maxLength={20}
        problem={register.problemWith('name')}
        onChange={(name) => edit({ name })}
      />
      <Field
        label='出生年份'
        optional='不写也行'
        type='number'
        maxLength={4}
        value={form.birthYear}
        problem={register.problemWith('birthYear')}
        onChange={(birthYear) => edit({ birthYear })}
      />
      <Field
        label='电话'
        optional='没有就空着'
        type='phone'
        maxLength={13}
        value={form.phone}
        problem={register.problemWith('phone')}
        onChange={(phone) => edit({ phone })}
      />
      <Field
        label='住哪儿'
        optional='不写也行'
        maxLength={100}
        placeholder='颐园 3 号楼 2 单元 501'
        value={form.home}
        problem={register.problemWith('home')}
        onChange={(home) => edit({ home })}
      />
      <Field
        label='身份证后四位'
        optional='不写也行'
        type='idcard'
        maxLength={4}
        help='到场忘了取餐号，报这四位也行'
        value={form.idLast4}
        problem={register.problemWith('idLast4')}
        onChange={(idLast4) => edit({ idLast4 })}
      />
      {register.error && !register.error.details?.fields && (
        <View className='desk__more'>
          <Failed error={register.error} onRetry={() => void submit()} />
        </View>
      )}
    </Sheet>
  )
}
