"""What happens, one verb a module: gather, decide with the core, commit under the fence."""
