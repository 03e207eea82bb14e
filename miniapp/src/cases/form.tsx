import { Loading } from '@/kit/faces'
import { Page } from '@/kit/page'

export default function CaseFormPage() {
  return (
    <Page title='反映问题'>
      <Loading />
    </Page>
  )
}
