import { Loading } from '@/kit/faces'
import { Page } from '@/kit/page'

export default function PrivacyPage() {
  return (
    <Page title='隐私说明'>
      <Loading />
    </Page>
  )
}
