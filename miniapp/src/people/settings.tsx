import { Loading } from '@/kit/faces'
import { Page } from '@/kit/page'

export default function SettingsPage() {
  return (
    <Page title='字号和外观'>
      <Loading />
    </Page>
  )
}
