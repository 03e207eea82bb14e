const onKey = (event: KeyboardEvent) => {
  if (event.key === 'Tab' && event.target instanceof Element && event.target.closest('.ant-select-multiple'))
    event.stopPropagation()
}

/**
 * Where many can be picked, Tab only leaves the field. antd takes it for Enter on what is marked in the open list, so
 * that it took the day just picked out again, or picked one that nobody meant, and went nowhere.
 */
export const leaveFieldOnTab = () => window.addEventListener('keydown', onKey, { capture: true })
