import { Loading } from '@/kit/faces'
import { Page } from '@/kit/page'

export default function ServicePage() {
  return (
    <Page title='预约'>
      <Loading />
    </Page>
  )
}
