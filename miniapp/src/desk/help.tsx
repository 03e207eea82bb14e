import { useState } from 'react'
import { findPeople, getStaffMe, helpPerson } from '@yike/shared/people/endpoints'
import type { PersonFound } from '@yike/shared/people/schemas'
import { Button } from '@/kit/base/button'
import { Card, Section } from '@/kit/card/card'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { SearchBox } from '@/kit/form/field'
import { Page } from '@/kit/page/page'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { useDebounced } from '@/lib/phone/use-debounced'
import { openPage } from '@/lib/phone/open-page'
import { PersonCell } from '@/lib/parts/person-cell'
import { RegisterSheet } from './register-sheet'
import './desk.scss'

/** Finds an elder at the counter or on the phone, and helps them; the most recently helped come first. */
export default function HelpPage() {
  const [typed, setTyped] = useState('')
  const q = useDebounced(typed.trim())
  const me = useEndpoint(getStaffMe, {})
  const { data, error, reload } = useEndpoint(findPeople, { q: q || undefined })
  const help = useAction(helpPerson)
  const [registering, setRegistering] = useState(false)
  const open = ({ id }: Pick<PersonFound, 'id'>) => {
    void help.run({ personId: id })
    void openPage(`/desk/person?id=${id}`)
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
      <SearchBox label='找居民' placeholder='姓名、拼音首字母、尾号' value={typed} maxLength={40} onChange={setTyped} />
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
      {registering && <RegisterSheet onClose={() => setRegistering(false)} onDone={open} />}
    </Page>
  )
}
