using System;
using ModelGen.Tool;

return ToolCommand.Run(args, Console.Out, Console.Error);
