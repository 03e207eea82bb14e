import { Loading } from '@/kit/faces'
import { Page } from '@/kit/page'

export default function MyCasesPage() {
  return (
    <Page title='我反映的事'>
      <Loading />
    </Page>
  )
}
