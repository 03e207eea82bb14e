import { Loading } from '@/kit/faces'
import { Page } from '@/kit/page'

export default function DeskCasePage() {
  return (
    <Page title='办件'>
      <Loading />
    </Page>
  )
}
