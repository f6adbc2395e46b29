Reveal.initialize({ width: 1280, height: 720, margin: 0.05, center: true, hash: true, transition: "none", slideNumber: "c/t",
  keyboard: { 78: () => Reveal.configure({ showNotes: !Reveal.getConfig().showNotes }) } });
