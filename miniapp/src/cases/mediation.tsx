import { useRouter } from '@tarojs/taro'
import { Page } from '@/kit/page/page'
import { MediationCards } from './mediation-cards'

/** 我的调解: invitations, the copy of the agreement, and how it ended. */
export default function MediationPage() {
  const { id } = useRouter().params
  return (
    <Page title='我的调解'>
      <MediationCards id={id} />
    </Page>
  )
}
