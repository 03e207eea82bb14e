import { Loading } from '@/kit/faces'
import { Page } from '@/kit/page'

export default function DeskPage() {
  return (
    <Page title='工作台'>
      <Loading />
    </Page>
  )
}
