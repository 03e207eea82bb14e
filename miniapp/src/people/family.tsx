import { Loading } from '@/kit/faces'
import { Page } from '@/kit/page'

export default function FamilyPage() {
  return (
    <Page title='我替谁办事'>
      <Loading />
    </Page>
  )
}
