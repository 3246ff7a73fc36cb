"""Pages of meetings: the list, one meeting before and after, and every act of its preparation."""
