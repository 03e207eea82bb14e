import { Loading } from '@/kit/faces'
import { Page } from '@/kit/page'

export default function PlacePage() {
  return (
    <Page title='地点'>
      <Loading />
    </Page>
  )
}
