import type { Endpoint } from '@yike/shared/endpoint'
import { App, Button } from 'antd'
import { ApiError, download } from './api'
import { saveFile } from './saveFile'

/** Saves an empty Excel table with the columns that an import reads. */
export function BlankTable({ of, name }: { of: Endpoint<Record<string, never>, never>; name: string }) {
  const { message } = App.useApp()
  const save = () =>
    download(of, {})
      .then((blob) => saveFile(name, blob))
      .catch((cause: unknown) => {
        if (!(cause instanceof ApiError)) throw cause
        void message.error(cause.message)
      })
  return <Button onClick={() => void save()}>下载空白表（Excel）</Button>
}
