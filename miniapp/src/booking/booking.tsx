import { Loading } from '@/kit/faces'
import { Page } from '@/kit/page'

export default function BookingPage() {
  return (
    <Page title='预约码'>
      <Loading />
    </Page>
  )
}
