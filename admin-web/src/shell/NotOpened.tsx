import { Button } from 'antd'
import { useEffect } from 'react'
import { PageHead } from '../kit/page/PageHead'
import { Empty } from '../kit/page/PageStates'
import { useOnline } from '../kit/hooks/useOnline'

const reload = () => window.location.reload()

/**
 * In place of a page whose code did not arrive: the menu stays, and the other pages that were open once can be read.
 * When the network is back the page opens by itself.
 */
export function NotOpened() {
  const isOnline = useOnline()
  useEffect(() => {
    window.addEventListener('online', reload)
    return () => window.removeEventListener('online', reload)
  }, [])
  return (
    <>
      <PageHead title='这一页还没打开' />
      {isOnline ? (
        <Empty text='可能是网络不好，也可能刚换了新版本。'>
          <Button onClick={reload}>重新打开</Button>
        </Empty>
      ) : (
        <Empty text='没有网络，没打开过的页面要等一等。连上网，这一页自己打开。' />
      )}
    </>
  )
}
