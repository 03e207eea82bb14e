import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { getStaffMe } from '@yike/shared/people/endpoints'
import { ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './kit/theme/base.css'
import './kit/theme/shell.css'
import './kit/theme/parts.css'
import './kit/theme/antd.css'
import './kit/show/print.css'
import { leaveFieldOnTab } from './kit/page/tabKey'
import { THEMES, useShownTheme } from './kit/theme/theme'
import './kit/theme/tokens.css'
import { isSessionEnd } from './lib/api'
import { Entrance } from './shell/Entrance'

dayjs.locale('zh-cn')
leaveFieldOnTab()

/**
 * A session that ended in the middle of something: reading the own account shows the sign-in above the page as it is.
 */
const askWhoWeAre = (error: Error) => {
  if (isSessionEnd(error)) void client.invalidateQueries({ queryKey: [getStaffMe.path] })
}

const client = new QueryClient({
  // Without a network calls fail at once and say so; the library would let them wait in silence.
  defaultOptions: {
    queries: { retry: false, staleTime: 5_000, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => queryKey[0] !== getStaffMe.path && askWhoWeAre(error),
  }),
  mutationCache: new MutationCache({ onError: askWhoWeAre }),
})

/** Decoration: the library's own is read aloud as a part of the button's name, at times after the call has ended. */
const loadingIcon = <span className='spinner' aria-hidden />

function Client() {
  return (
    <ConfigProvider theme={THEMES[useShownTheme()]} locale={zhCN} button={{ autoInsertSpace: false, loadingIcon }}>
      <QueryClientProvider client={client}>
        <Entrance />
      </QueryClientProvider>
    </ConfigProvider>
  )
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Client />
  </StrictMode>,
)
