import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { findPeople, getStaffMe, helpPerson, registerPerson } from '@yike/shared/people/endpoints'
import type { PersonFound } from '@yike/shared/people/schemas'
import { Button } from '@/kit/button'
import { Card, Cell, Section } from '@/kit/card'
import { Empty, Failed, Loading } from '@/kit/faces'
import { Field, SearchBox } from '@/kit/field'
import { Page } from '@/kit/page'
import { Sheet } from '@/kit/sheet'
import { tie } from '@/kit/words'
import { useAction } from '@/lib/use-action'
import { useEndpoint } from '@/lib/use-endpoint'
import { useSettled } from '@/lib/use-settled'
import './desk.scss'

/** What tells two 王秀英 apart. */
export const factsOf = ({ birthYear, home, phoneLast4, hasAccount }: PersonFound) =>
  [home, birthYear && `${birthYear} 年生`, phoneLast4 && `尾号 ${phoneLast4}`, !hasAccount && '没有手机账号']
    .filter(Boolean)
    .join('，')

/** One resident to tap on. */
export const PersonCell = ({ person, onTap }: { person: PersonFound; onTap: () => void }) => (
  <Cell icon='user' title={person.name} brief={tie(factsOf(person))} onTap={onTap} />
)

/** Finds an elder who stands before one, or is on the phone, and helps them; those helped last come first. */
export default function HelpPage() {
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim())
  const me = useEndpoint(getStaffMe, {})
  const { data, error, reload } = useEndpoint(findPeople, { q: q || undefined })
  const help = useAction(helpPerson)
  const [registering, setRegistering] = useState(false)
  const open = ({ id }: Pick<PersonFound, 'id'>) => {
    void help.run({ personId: id })
    void Taro.navigateTo({ url: `/desk/person?id=${id}` })
  }
  return (
    <Page
      title='帮人办'
      bar={
        me.data?.permissions.includes('booking.book') && (
          <Button icon='plus' block onTap={() => setRegistering(true)}>
            没找到，登记一位
          </Button>
        )
      }
    >
      <SearchBox label='找居民' placeholder='姓名、wxy、尾号、楼号' value={typed} maxLength={40} onChange={setTyped} />
      <Section title={q ? undefined : '最近帮过的'}>
        {error && !data ? (
          <Failed error={error} onRetry={() => void reload()} />
        ) : !data ? (
          <Loading />
        ) : data.items.length === 0 ? (
          <Empty
            title={q ? `没找到“${q}”` : '还没有帮过谁'}
            say={q ? '换个写法：拼音首字母、电话后四位、几号楼；或者先登记' : '写姓名、电话后四位或楼号，就在这里看到'}
          />
        ) : (
          <Card flush>
            {data.items.map((person) => (
              <PersonCell key={person.id} person={person} onTap={() => open(person)} />
            ))}
          </Card>
        )}
      </Section>
      {registering && <Register onClose={() => setRegistering(false)} onDone={open} />}
    </Page>
  )
}

const EMPTY = { name: '', birthYear: '', phone: '', home: '', idLast4: '' }

function Register({ onClose, onDone }: { onClose: () => void; onDone: (person: PersonFound) => void }) {
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
