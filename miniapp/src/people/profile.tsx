import { useState } from 'react'
import { View } from '@tarojs/components'
import { changeMe, getMe } from '@yike/shared/people/endpoints'
import type { Me } from '@yike/shared/people/schemas'
import type { LngLat } from '@yike/shared/geo/walking'
import { Button } from '@/kit/base/button'
import { Card, Section } from '@/kit/card/card'
import { Field } from '@/kit/form/field'
import { Failed, Loading } from '@/kit/page/page-states'
import { goBackOnce, isInSight } from '@/kit/page/go-back'
import { Page } from '@/kit/page/page'
import { tie } from '@/kit/base/text'
import { useDraft } from '@/lib/storage/use-draft'
import { locate } from '@/lib/phone/position'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { IdEndField, PersonFields, birthYearOf, phoneOf, problemsOf, type PersonForm } from '@/lib/parts/person-fields'
import { VerifyPhone } from './verify-phone'
import './person.scss'

const formOf = (me: Me): PersonForm => ({
  name: me.name,
  phone: '',
  birthYear: me.birthYear === null ? '' : String(me.birthYear),
  home: me.home?.text ?? '',
})

interface ProfileForm extends PersonForm {
  position: LngLat | null
  idLast4: string
  contactName: string
  contactPhone: string
}

type Asked = 'no' | 'asking' | 'refused'

/** The position of home, from which the minutes count: only at a tap, and only that once. */
function HomePosition({ known, onFound }: { known: boolean; onFound: (at: LngLat) => void }) {
  const [asked, setAsked] = useState<Asked>('no')
  const ask = async () => {
    setAsked('asking')
    const at = await locate()
    setAsked(at ? 'no' : 'refused')
    if (at) onFound(at)
  }
  return (
    <Card>
      <View className='strong'>{known ? '家的位置记下了' : '家在地图上的哪儿'}</View>
      <View className='note person__say'>
        {asked === 'refused'
          ? '没拿到位置。不给也行，写上楼号就能办事。'
          : '知道了位置，就能告诉您几点出门、走几分钟。'}
      </View>
      <Button block icon='pin' busy={asked === 'asking' && '正在看您在哪儿…'} onTap={() => void ask()}>
        {known ? '我在家，重新记一下' : '我现在就在家，记下位置'}
      </Button>
    </Card>
  )
}

function Profile({ me, onChange }: { me: Me; onChange: () => void }) {
  const change = useAction(changeMe)
  const [form, edit, clear] = useDraft<ProfileForm>(`profile:${me.id}`, {
    ...formOf(me),
    position: me.home?.position ?? null,
    idLast4: me.idLast4 ?? '',
    contactName: me.emergencyContact?.name ?? '',
    contactPhone: me.emergencyContact?.phone ?? '',
  })
  const problems = problemsOf(form)
  const home = form.home.trim()
  const contactPhone = form.contactPhone.trim()
  const lacksHome = form.position !== null && !home
  const save = async () => {
    const saved = await change.run({
      name: form.name.trim(),
      phone: phoneOf(form),
      birthYear: birthYearOf(form),
      idLast4: form.idLast4.trim() || null,
      emergencyContact: contactPhone ? { name: form.contactName.trim() || '家人', phone: contactPhone } : null,
      home: home ? { text: home, position: form.position ?? undefined } : undefined,
    })
    if (!saved) return
    clear()
    if (isInSight('people/profile')) await goBackOnce()
  }
  const isNamed = form.name.trim().length > 0
  return (
    <Page
      title='我的资料'
      keepsWords
      bar={
        <Button
          look='main'
          block
          off={!isNamed || lacksHome || Boolean(problems.phone ?? problems.birthYear)}
          busy={change.busy && '正在记…'}
          onTap={() => void save()}
        >
          记下来
        </Button>
      }
    >
      <View className='note'>{tie(`您的社区是${me.community.name}。这些只用来给您办事，随时能改。`)}</View>
      <PersonFields
        form={form}
        knownPhone={me.phoneLast4}
        isVerified={me.phoneVerified}
        refused={change.problemWith}
        onChange={edit}
      />
      {!me.phoneVerified && <VerifyPhone me={me} onVerified={onChange} />}
      <IdEndField value={form.idLast4} refused={change.problemWith} onChange={(idLast4) => edit({ idLast4 })} />
      <Field
        label='急事打给谁'
        optional='不写也行'
        placeholder='比如：女儿秀英'
        maxLength={50}
        value={form.contactName}
        problem={change.problemWith('emergencyContact.name')}
        onChange={(contactName) => edit({ contactName })}
      />
      <Field
        label='他的电话'
        optional='不写也行'
        help='先问过他再写。只有您看得到，“呼救”那一页上一点就打'
        type='phone'
        maxLength={40}
        value={form.contactPhone}
        problem={change.problemWith('emergencyContact.phone')}
        onChange={(phone) => edit({ contactPhone: phone })}
      />
      <HomePosition known={form.position !== null} onFound={(position) => edit({ position })} />
      {lacksHome && <View className='field__bad'>再写一下楼号，才好记住这个位置。</View>}
      {change.error && !change.error.details?.fields && (
        <Section>
          <Failed error={change.error} onRetry={() => void save()} />
        </Section>
      )}
    </Page>
  )
}

/** The reader's data at the community: seen and corrected by themself. */
export default function ProfilePage() {
  const { data, error, reload } = useEndpoint(getMe, {})
  if (data) return <Profile key={data.id} me={data} onChange={() => void reload()} />
  return (
    <Page title='我的资料'>
      {error ? <Failed error={error} onRetry={() => void reload()} /> : <Loading shape='lines' rows={4} />}
    </Page>
  )
}
