const onKey = (event: KeyboardEvent) => {
  if (event.key === 'Tab' && event.target instanceof Element && event.target.closest('.ant-select-multiple'))
    event.stopPropagation()
}

/**
 * In a field of several days, Tab only leaves the field. antd treats it as Enter on the marked day of the open list, so
 * that it removed the day just picked, or picked one that nobody meant, and the focus stayed.
 */
export const leaveFieldOnTab = () => window.addEventListener('keydown', onKey, { capture: true })
