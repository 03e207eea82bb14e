import { Loading } from '@/kit/faces'
import { Page } from '@/kit/page'

export default function DeskSittingPage() {
  return (
    <Page title='场次'>
      <Loading />
    </Page>
  )
}
