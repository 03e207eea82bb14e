import { Loading } from '@/kit/faces'
import { Page } from '@/kit/page'

export default function CirclePage() {
  return (
    <Page title='生活圈'>
      <Loading />
    </Page>
  )
}
