import { App } from 'antd'
import { RouterProvider } from 'react-router'
import { ShortcutsProvider } from '../kit/page/shortcuts'
import { router } from '../routes'

/** Everything behind the sign-in: its pages, keys and messages. */
export default function Console() {
  return (
    <App component={false} message={{ duration: 6 }}>
      <ShortcutsProvider>
        <RouterProvider router={router} />
      </ShortcutsProvider>
    </App>
  )
}
