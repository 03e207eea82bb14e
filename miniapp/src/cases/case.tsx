import { Loading } from '@/kit/faces'
import { Page } from '@/kit/page'

export default function CasePage() {
  return (
    <Page title='办到哪了'>
      <Loading />
    </Page>
  )
}
