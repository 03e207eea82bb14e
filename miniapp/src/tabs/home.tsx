import { Loading } from '@/kit/faces'
import { Page } from '@/kit/page'

export default function HomePage() {
  return (
    <Page title='颐园社区' tab='tabs/home'>
      <Loading />
    </Page>
  )
}
