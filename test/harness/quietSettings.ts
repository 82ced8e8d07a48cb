/** User settings without which a Chat pane, a Welcome page and hints take half of a fresh window. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'workbench.startupEditor': 'none',
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'workbench.enableExperiments': false,
  // Extensions of the editor would ask another machine.
  'telemetry.telemetryLevel': 'off',
  'git.enabled': false,
  // It looks for open ports every few seconds, and tells where it found many: tests open some of their own.
  'remote.autoForwardPorts': false,
  // A group that sticks to the top lies over rows that are to be clicked, and looks like one more row.
  'workbench.tree.enableStickyScroll': false,
};
